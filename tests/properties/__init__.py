"""What holds of any deliveries: figures agree with the recount, and with each other."""
