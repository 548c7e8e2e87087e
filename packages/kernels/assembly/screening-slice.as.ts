// Screening, part: the steps of a slice.

function screenStep(lowS: f64, highS: f64): void {
  stepLow = lowS
  stepHigh = highS
  halfS = <f32>((highS - lowS) * 0.5)
  const middleS = 0.5 * (lowS + highS)
  const threshold = <f32>thresholdKm
  approachKm = threshold + POSITION_MARGIN + <f32>1.4e-6 * halfS * halfS * (threshold + <f32>16 * halfS)
  reachRad = 2 * CELL_RATE * halfS * <f32>1.03 + <f32>asinAbove(thresholdKm / 6400.0) + <f32>2e-4
  reachRad = max<f32>(reachRad, LEAST_REACH_RAD)
  layCells()
  evaluatePieces(<f32>((middleS - intervalStart) / nodeS))
  evaluateExact(middleS)
  markApart()
  sortIntoCells()
  if (primaries == 0) scanCells()
  scanProbes()
}

/**
 * Screens the node intervals `firstNode` to `firstNode + intervals` (exclusive) and writes the events found there.
 * An event is 32 bytes: two object indices (u32), seconds since the start, distance, km, and relative speed, km/s (f64).
 * Returns how many events there are; more than `capacity` means that only those that fit were written.
 */
export function screenSlice(firstNode: i32, intervals: i32, events: usize, capacity: i32): i32 {
  eventsAt = events
  eventCapacity = capacity
  eventCount = 0
  memory.fill(slowKeys, 0, <usize>SLOW_TABLE * 8)
  slowCount = 0
  readNodes(firstNode, intervals)
  const sliceStart = <f64>firstNode * nodeS
  for (let node = 0; node < intervals; node++) {
    intervalNode = node
    intervalStart = sliceStart + <f64>node * nodeS
    if (intervalStart >= durationS) break
    readInterval(node)
    for (let step = 0; step < stepsPerNode; step++) {
      const lowS = intervalStart + (<f64>step * nodeS) / <f64>stepsPerNode
      if (lowS >= durationS) break
      const highS = min<f64>(intervalStart + (<f64>(step + 1) * nodeS) / <f64>stepsPerNode, durationS)
      screenStep(lowS, highS)
    }
    settleSlow()
  }
  return eventCount
}

/** Address of a byte for each object: 0, or the first error that SGP4 gave at a node of the slices screened so far. */
export function screeningFailures(): usize {
  return failures
}
