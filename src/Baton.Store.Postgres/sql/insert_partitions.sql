INSERT INTO partitions (partition, epoch) SELECT partition, 0 FROM generate_series(0, @partitions::integer - 1) AS partition
