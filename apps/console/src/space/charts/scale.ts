/** From a number of the data to a place on the chart, with the numbers that its axis names. */
export type Scale = { readonly at: (value: number) => number; readonly ticks: readonly number[] }

/** Steps that a person counts in. */
function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10
  return step * power
}

/** An even scale. @param range - Places on the chart of the ends of the domain. */
export function linearScale(
  [low, high]: readonly [number, number],
  [start, end]: readonly [number, number],
  tickCount = 5,
): Scale {
  const span = high - low || 1
  const step = niceStep(span, tickCount)
  const ticks: number[] = []
  for (let tick = Math.ceil(low / step) * step; tick <= high + step * 1e-9; tick += step) {
    ticks.push(Math.abs(tick) < step * 1e-9 ? 0 : tick)
  }
  return { at: (value) => start + ((value - low) / span) * (end - start), ticks }
}

/** A scale by powers of ten, widened to whole ones. Values that are not above 0 stand at its low end. */
export function logScale([low, high]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  const first = Math.floor(Math.log10(low))
  const last = Math.max(first + 1, Math.ceil(Math.log10(high)))
  const every = Math.ceil((last - first) / 6)
  const ticks: number[] = []
  for (let power = first; power <= last; power += every) ticks.push(10 ** power)
  const at = (value: number) =>
    start + ((Math.log10(Math.max(value, 10 ** first)) - first) / (last - first)) * (end - start)
  return { at, ticks }
}

/** A number of an axis: as short as it can be. */
export function tickText(value: number): string {
  const size = Math.abs(value)
  if (value === 0) return '0'
  if (size >= 1e5 || size < 1e-3) return value.toExponential(0).replace('e+', 'e').replace('-', '−')
  return String(Number(value.toPrecision(6))).replace('-', '−')
}
