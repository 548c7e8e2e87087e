import type { TrackPoint } from './models.ts'

/**
 * The track at an offset from TCA, on straight lines between its points: relative motion bends by metres between them.
 * @returns Nothing outside the track.
 */
export function trackAt(track: readonly TrackPoint[], offsetS: number): TrackPoint | undefined {
  const after = track.findIndex((point) => point.offsetS >= offsetS)
  const to = track[after]
  if (to === undefined) return undefined
  const from = track[after - 1]
  if (from === undefined || to.offsetS === offsetS) return to.offsetS === offsetS ? to : undefined
  const share = (offsetS - from.offsetS) / (to.offsetS - from.offsetS)
  const rtnKm = to.rtnKm.map((end, axis) => {
    const start = from.rtnKm[axis] ?? 0
    return start + (end - start) * share
  })
  return { offsetS, rtnKm, rangeKm: Math.hypot(...rtnKm) }
}

/** The part of a track within so many seconds of TCA. */
export function trackWithin(track: readonly TrackPoint[], spanS: number): readonly TrackPoint[] {
  return track.filter((point) => Math.abs(point.offsetS) <= spanS)
}
