"""The copywriting plugin: 文案创意与撰写."""
