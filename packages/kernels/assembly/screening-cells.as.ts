// Screening, part: rows sorted into cells of direction, bands of latitude cut into columns of longitude.

/** Angle of (x, y) within 2e-5 rad. Source: Abramowitz & Stegun 4.4.49. */
function atan2x4(y: v128, x: v128): v128 {
  const absX = f32x4.abs(x)
  const absY = f32x4.abs(y)
  const isSteep = f32x4.gt(absY, absX)
  const ratio = f32x4.div(f32x4.min(absX, absY), f32x4.max(f32x4.max(absX, absY), f32x4.splat(1e-6)))
  const z = f32x4.mul(ratio, ratio)
  let p = f32x4.add(f32x4.splat(-0.085133), f32x4.mul(z, f32x4.splat(0.0208351)))
  p = f32x4.add(f32x4.splat(0.180141), f32x4.mul(z, p))
  p = f32x4.add(f32x4.splat(-0.3302995), f32x4.mul(z, p))
  p = f32x4.mul(ratio, f32x4.add(f32x4.splat(0.999866), f32x4.mul(z, p)))
  const inQuadrant = v128.bitselect(f32x4.sub(f32x4.splat(PI * 0.5), p), p, isSteep)
  const inHalf = v128.bitselect(f32x4.sub(f32x4.splat(PI), inQuadrant), inQuadrant, f32x4.lt(x, f32x4.splat(0)))
  return v128.bitselect(f32x4.neg(inHalf), inHalf, f32x4.lt(y, f32x4.splat(0)))
}

/** asin from above: x + (π/2 - 1)x³ bounds it on [0, 1]. */
function asinAbove(x: f64): f64 {
  return x >= 1.0 ? 4.0 : x + 0.5708 * x * x * x
}

/** Cosine of a latitude from below, from its distance to the pole. */
function cosLatitudeBelow(latitudeRad: f64): f64 {
  const fromPole = 1.5707963 - abs<f64>(latitudeRad)
  return fromPole <= 0.0 ? 0.0 : scalarSinBelow(fromPole)
}

/** Sine on [0, π/2] from below, within 2e-4. Source: Taylor series to the seventh power. */
function scalarSinBelow(x: f64): f64 {
  const z = x * x
  return x * (1.0 - (z / 6.0) * (1.0 - (z / 20.0) * (1.0 - z / 42.0)))
}

/** How far in longitude a direction within `rad` of a latitude may be at another latitude, rad; above π: all around. */
function longitudeReach(rad: f64, cosFirst: f64, cosSecond: f64): f64 {
  const product = cosFirst * cosSecond
  if (product <= 0.0) return 4.0
  return 2.0 * asinAbove((0.5 * rad) / sqrt<f64>(product)) + 1e-4
}

function lowerEdge(band: i32): f64 {
  return -1.5707963 + (<f64>band * 3.14159265) / <f64>bands
}

/** Smallest cosine of latitude within a band. */
function bandCosine(band: i32): f64 {
  return min<f64>(cosLatitudeBelow(lowerEdge(band)), cosLatitudeBelow(lowerEdge(band + 1)))
}

/** Bands of latitude as high as the reach, each with columns about half as wide; how far to look in each and the next. */
function layCells(): void {
  if (laidReachRad == reachRad) return
  laidReachRad = reachRad
  const reach = <f64>reachRad
  bands = min<i32>(MAX_BANDS, max<i32>(1, <i32>(3.14159265 / reach)))
  cells = 0
  for (let band = 0; band < bands; band++) {
    const cosine = bandCosine(band)
    const own = longitudeReach(reach, cosine, cosine)
    const above = band + 1 < bands ? longitudeReach(reach, cosine, bandCosine(band + 1)) : 4.0
    const columns = max<i32>(1, <i32>(6.2831853 / (0.5 * min<f64>(own, 6.0))))
    store<i32>(bandFirst + ((<usize>band) << 2), cells)
    store<i32>(bandColumns + ((<usize>band) << 2), columns)
    store<f32>(bandReach + ((<usize>band) << 3), own > 2.9 ? 1.0 : <f32>(own / 6.2831853))
    store<f32>(bandReach + ((<usize>band) << 3), above > 2.9 ? 1.0 : <f32>(above / 6.2831853), 4)
    cells += columns
  }
  store<i32>(bandFirst + ((<usize>bands) << 2), cells)
}

function bandOf(latitudeRad: f32): i32 {
  const band = <i32>((latitudeRad + PI * 0.5) * (<f32>bands / PI))
  return min<i32>(bands - 1, max<i32>(0, band))
}

/** Column of a longitude given in turns from 0 to 1. */
function columnOf(band: i32, turns: f32): i32 {
  const columns = load<i32>(bandColumns + ((<usize>band) << 2))
  return min<i32>(columns - 1, max<i32>(0, <i32>(turns * <f32>columns)))
}

/** Radius, radial window, longitude and band of four rows; those that turn faster than the cells allow go apart. */
function describeRows(i: usize): void {
  const x = v128.load(axisRow(0) + i)
  const y = v128.load(axisRow(1) + i)
  const z = v128.load(axisRow(2) + i)
  const u = v128.load(axisRow(3) + i)
  const v = v128.load(axisRow(4) + i)
  const w = v128.load(axisRow(5) + i)
  const half = f32x4.splat(halfS)
  const xy2 = f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y))
  const r = f32x4.sqrt(f32x4.add(f32x4.add(xy2, f32x4.mul(z, z)), f32x4.splat(1e-3)))
  const inverse = f32x4.div(f32x4.splat(1), r)
  const along = f32x4.add(f32x4.add(f32x4.mul(x, u), f32x4.mul(y, v)), f32x4.mul(z, w))
  const radial = f32x4.mul(along, inverse)
  const speed2 = f32x4.add(f32x4.add(f32x4.mul(u, u), f32x4.mul(v, v)), f32x4.mul(w, w))
  const across2 = f32x4.sub(speed2, f32x4.mul(radial, radial))
  const pull = f32x4.mul(f32x4.sub(across2, f32x4.mul(f32x4.splat(MU), inverse)), inverse)
  const bend = f32x4.mul(f32x4.abs(pull), f32x4.splat(halfS * halfS * 0.575))
  const reach = f32x4.add(f32x4.mul(f32x4.abs(radial), half), bend)
  v128.store(radius + i, r)
  v128.store(window + i, f32x4.add(reach, f32x4.add(f32x4.splat(0.1), f32x4.mul(r, f32x4.splat(2e-6)))))
  const phi = atan2x4(z, f32x4.sqrt(xy2))
  v128.store(latitude + i, phi)
  const turns = f32x4.mul(f32x4.add(atan2x4(y, x), f32x4.splat(PI)), f32x4.splat(0.15915494))
  v128.store(longitude + i, turns)
  const bandPlace = f32x4.mul(f32x4.add(phi, f32x4.splat(PI * 0.5)), f32x4.splat(<f32>bands / PI))
  const inside = i32x4.max_s(i32x4.splat(0), i32x4.min_s(i32x4.splat(bands - 1), i32x4.trunc_sat_f32x4_s(bandPlace)))
  const fastest = f32x4.splat((CELL_RATE * CELL_RATE) / (1.03 * 1.03))
  const isFast = f32x4.gt(f32x4.mul(across2, f32x4.mul(inverse, inverse)), fastest)
  v128.store(bandOfRow + i, v128.bitselect(i32x4.splat(APART_BAND), inside, isFast))
}

/** Puts rows that SGP4 refuses, and primaries, where they belong before the others are sorted. */
function markApart(): void {
  for (let e = 0; e < exactCount; e++) {
    const row = <usize>load<u32>(exactList + (<usize>e << 2))
    if (load<u8>(rowMode + row)) store<i32>(bandOfRow + (row << 2), NO_BAND)
  }
  if (primaries == 0) return
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (!load<u8>(jobPrimaryMarks + objectOf(row)) || load<u8>(rowMode + row)) continue
    store<i32>(bandOfRow + (row << 2), APART_BAND)
  }
}

/** Sorts the rows by cell; those apart are listed as probes. */
function sortIntoCells(): void {
  memory.fill(cellStart, 0, <usize>(cells + 2) * 4)
  probeCount = 0
  for (let row: usize = 0; row < <usize>rows; row++) {
    const at = row << 2
    const band = load<i32>(bandOfRow + at)
    if (band < 0) {
      store<i32>(cellOf + at, -1)
      if (band == NO_BAND) continue
      store<u32>(probeList + (<usize>probeCount << 2), <u32>row)
      probeCount += 1
      continue
    }
    const cell = load<i32>(bandFirst + (<usize>band << 2)) + columnOf(band, load<f32>(longitude + at))
    store<i32>(cellOf + at, cell)
    const counter = cellStart + (<usize>(cell + 1) << 2)
    store<i32>(counter, load<i32>(counter) + 1)
  }
  for (let cell: usize = 0; cell < <usize>cells; cell++) {
    const at = cellStart + (cell << 2)
    store<i32>(at, load<i32>(at) + load<i32>(at, 4), 4)
  }
  const threshold = <f32>thresholdKm
  for (let row: usize = 0; row < <usize>rows; row++) {
    const cell = load<i32>(cellOf + (row << 2))
    if (cell < 0) continue
    const counter = cellStart + (<usize>cell << 2)
    const to = <usize>load<i32>(counter)
    store<i32>(counter, <i32>to + 1)
    store<u32>(order + (to << 2), <u32>row)
    store<f32>(sortedRadius + (to << 2), load<f32>(radius + (row << 2)))
    store<f32>(sortedWindow + (to << 2), load<f32>(window + (row << 2)) + threshold)
    store<f32>(sortedLongitude + (to << 2), load<f32>(longitude + (row << 2)))
  }
  // Each counter now holds its cell's end; moved up by one place, the counters hold the starts.
  memory.copy(cellStart + 4, cellStart, <usize>cells * 4)
  store<i32>(cellStart, 0)
}
