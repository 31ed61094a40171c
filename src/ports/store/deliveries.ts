/** What platforms deliver, by their own ids, where several processes may be given the same. */
export interface Deliveries {
  /**
   * True for the first process that asks, for at least an hour. Where one process has the store to itself it is always
   * true: a process remembers by itself what it was given.
   */
  isFirst(id: string): Promise<boolean>;
}
