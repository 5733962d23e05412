-- Which redrive of its Map Run a child was last started or redriven in: those of an earlier one that did not succeed are still to be redriven.
ALTER TABLE map_run_children ADD COLUMN redrive INTEGER NOT NULL DEFAULT 0;
