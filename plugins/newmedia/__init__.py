"""The newmedia plugin: 移动新媒体推广."""
