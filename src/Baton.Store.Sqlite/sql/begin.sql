-- The lock of the one writer is taken now, so that a transaction cannot fail half way for the want of it.
BEGIN IMMEDIATE
