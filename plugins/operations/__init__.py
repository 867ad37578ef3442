"""The 电商平台运营 module: prices, costs and profit of a shop."""
