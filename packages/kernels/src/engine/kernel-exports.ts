/** A linear memory as WebAssembly.Memory has it; kernels name no platform type. */
export type KernelMemory = {
  readonly buffer: ArrayBufferLike
  /** Grows by pages of 64 KiB; returns the number of pages before. */
  grow(pages: number): number
}

/**
 * What the compiled kernels export, as WebAssembly has it: every argument a number, addresses in bytes. Written by
 * assembly/*.as.ts; documented there.
 */
export type KernelExports = {
  propagateOne(record: number, minutes: number, state: number, out: number): number
  propagateBatch(
    records: number,
    starts: number,
    states: number,
    slots: number,
    minutesAtOrigin: number,
    offsetsMin: number,
    times: number,
    from: number,
    to: number,
    out: number,
    status: number,
    scratch: number,
  ): void
  screeningWorkspaceBytes(objects: number, nodes: number): number
  prepareScreening(
    records: number,
    starts: number,
    states: number,
    slots: number,
    minutesAtStart: number,
    primaryMarks: number,
    objects: number,
    thresholdKm: number,
    nodeSpacingS: number,
    stepsPerNode: number,
    durationS: number,
    workspace: number,
    nodes: number,
  ): void
  screeningFailures(): number
  screenSlice(firstNode: number, intervals: number, events: number, capacity: number): number
}
