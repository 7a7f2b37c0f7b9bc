export interface PaceTables {
  pace: { bucket: string; next_at: Date };
}
