insert into measure.plain select '018f0000-0000-7000-8000-000000000001', uuidv7(), gen_random_uuid()::text, 1000, 'REQUIRES_CONFIRMATION', now() on conflict do nothing returning id \gset
update measure.plain set status = 'SUCCEEDED' where merchant_id = '018f0000-0000-7000-8000-000000000001' and id = cast(:id as uuid) and status = 'REQUIRES_CONFIRMATION';
