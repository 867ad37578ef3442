"""The search-engine promotion half of 企业网络推广."""
