/**
 * What a test inside the server needs from inside the package: joins the EJB module of the copy.
 */
package io.kassa.channel.wechatpay;
