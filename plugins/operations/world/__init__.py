"""The seeded shop: its month, vouchers, rivals, demand and customer-service figures."""
