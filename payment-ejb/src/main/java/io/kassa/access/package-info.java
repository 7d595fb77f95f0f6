/**
 * Who calls, and what they may do. A {@link io.kassa.access.Caller} is a value, made once at the
 * door and handed to every boundary method; {@link io.kassa.access.PermissionInterceptor} refuses
 * each call whose method does not name a {@link io.kassa.access.Permission} that the caller holds.
 * Whether the object belongs to the caller is decided where the object is read, by its merchant id.
 */
package io.kassa.access;
