import click
audit_command=click.Command("audit")
