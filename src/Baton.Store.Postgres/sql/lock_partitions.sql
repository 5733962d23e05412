-- Until the commit, nobody takes over these partitions.
SELECT owned.partition
FROM unnest(@partitions, @epochs) AS owned (partition, epoch)
JOIN partitions ON partitions.partition = owned.partition AND partitions.epoch = owned.epoch
FOR SHARE OF partitions
