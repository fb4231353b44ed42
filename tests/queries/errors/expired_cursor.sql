SELECT coalesce(max(change_floor.seq), ?) AS coalesce_1 
FROM change_floor;
