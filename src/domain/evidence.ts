/** Where a value came from: a piece of the decoded text, half open. Offsets count UTF-16 units. */
export interface FieldEvidence {
  /** As the reader calls it: `title`, `start`, `room`, `meetingUrl`, `previousStart` … */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  /** Exactly what the text holds there. */
  readonly text: string;
}
