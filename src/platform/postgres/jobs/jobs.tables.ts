export interface PaceTables {
  pace: { bucket: string; next_at: Date; set_at: Date | null };
  lease: { name: string; token: number; beat: number | string };
}
