UPDATE partitions SET epoch = epoch + 1 RETURNING partition, epoch
