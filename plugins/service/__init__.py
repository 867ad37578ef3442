"""网络客户服务与管理: simulated customers and the desk at which they are served."""
