-- Who opens the checkout page without a payment key is led back to the merchant by the payment's id
-- alone (docs/adr/0022). Only payments with a way back are in the index: others cost nothing.
create index payments_way_back on payments (id) where return_url is not null;
