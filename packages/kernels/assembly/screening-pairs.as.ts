// Screening, part: pairs of rows in cells near each other that share radii and may come close within the step.

/** Tests the sorted rows from `low` to `high` (exclusive) against one row's radius and window. */
function scan(row: usize, low: i32, high: i32): void {
  const r = f32x4.splat(load<f32>(radius + (row << 2)))
  const own = f32x4.splat(load<f32>(window + (row << 2)))
  for (let at = low; at < high; at += 4) {
    const place = (<usize>at) << 2
    const apart = f32x4.abs(f32x4.sub(v128.load(sortedRadius + place), r))
    let mask = i32x4.bitmask(f32x4.le(apart, f32x4.add(v128.load(sortedWindow + place), own)))
    if (high - at < 4) mask &= (1 << (high - at)) - 1
    while (mask) {
      const lane = ctz<i32>(mask)
      mask &= mask - 1
      considerPair(row, <usize>load<u32>(order + ((<usize>(at + lane)) << 2)))
    }
  }
}

/** Scans the columns of a band that lie within a reach (in turns) of a longitude. */
function scanBand(row: usize, band: i32, turns: f32, reach: f32): void {
  const first = load<i32>(bandFirst + ((<usize>band) << 2))
  const last = load<i32>(bandFirst + ((<usize>(band + 1)) << 2))
  const bandLow = load<i32>(cellStart + ((<usize>first) << 2))
  const bandHigh = load<i32>(cellStart + ((<usize>last) << 2))
  const low = turns - reach
  const high = turns + reach
  if (reach >= 0.45) {
    scan(row, bandLow, bandHigh)
    return
  }
  const lowCell = first + columnOf(band, low < 0 ? low + 1 : low)
  const highCell = first + columnOf(band, high >= 1 ? high - 1 : high)
  const from = load<i32>(cellStart + ((<usize>lowCell) << 2))
  const to = load<i32>(cellStart + ((<usize>(highCell + 1)) << 2))
  if (low >= 0 && high < 1) {
    scan(row, from, to)
  } else if (highCell >= lowCell) {
    scan(row, bandLow, bandHigh)
  } else {
    scan(row, from, bandHigh)
    scan(row, bandLow, to)
  }
}

/** Pairs within a band: each object with those after it, around the end of the band where need be. */
function scanForward(row: usize, band: i32, position: i32, turns: f32, reach: f32): void {
  const first = load<i32>(bandFirst + ((<usize>band) << 2))
  const last = load<i32>(bandFirst + ((<usize>(band + 1)) << 2))
  const bandHigh = load<i32>(cellStart + ((<usize>last) << 2))
  if (reach >= 0.22) {
    scan(row, position + 1, bandHigh)
    return
  }
  const high = turns + reach
  if (high < 1) {
    const cell = first + columnOf(band, high)
    scan(row, position + 1, load<i32>(cellStart + ((<usize>(cell + 1)) << 2)))
    return
  }
  scan(row, position + 1, bandHigh)
  const cell = first + columnOf(band, high - 1)
  scan(row, load<i32>(cellStart + ((<usize>first) << 2)), load<i32>(cellStart + ((<usize>(cell + 1)) << 2)))
}

/** Column of a longitude in turns, given a band's number of columns. */
function columnAmong(columns: f32, last: i32, turns: f32): i32 {
  return min<i32>(last, <i32>(turns * columns))
}

/** Radius of a sorted row; rows that are not there lie out of reach of all others. */
function radiusOrFar(position: i32, high: i32): v128 {
  return f32x4.splat(position < high ? load<f32>(sortedRadius + (<usize>position << 2)) : <f32>-1e12)
}

function ownWindow(position: i32): v128 {
  return f32x4.splat(load<f32>(sortedWindow + (<usize>position << 2)) - <f32>thresholdKm)
}

function considerLanes(position: i32, at: i32, lanes: v128): void {
  let mask = i32x4.bitmask(lanes)
  if (mask == 0) return
  const row = <usize>load<u32>(order + (<usize>position << 2))
  while (mask) {
    const lane = ctz<i32>(mask)
    mask &= mask - 1
    considerPair(row, <usize>load<u32>(order + (<usize>(at + lane) << 2)))
  }
}

/**
 * Tests the sorted rows from `low` to `high` (exclusive) against four rows from `position` on, at most up to `last`; where
 * `low` is `position`, each of the four only against those after it.
 */
function scanFour(position: i32, last: i32, low: i32, high: i32): void {
  const r0 = radiusOrFar(position, last)
  const r1 = radiusOrFar(position + 1, last)
  const r2 = radiusOrFar(position + 2, last)
  const r3 = radiusOrFar(position + 3, last)
  const w0 = ownWindow(position)
  const w1 = ownWindow(position + 1)
  const w2 = ownWindow(position + 2)
  const w3 = ownWindow(position + 3)
  for (let at = low; at < high; at += 4) {
    const place = <usize>at << 2
    const radii = v128.load(sortedRadius + place)
    const windows = v128.load(sortedWindow + place)
    const m0 = f32x4.le(f32x4.abs(f32x4.sub(radii, r0)), f32x4.add(windows, w0))
    const m1 = f32x4.le(f32x4.abs(f32x4.sub(radii, r1)), f32x4.add(windows, w1))
    const m2 = f32x4.le(f32x4.abs(f32x4.sub(radii, r2)), f32x4.add(windows, w2))
    const m3 = f32x4.le(f32x4.abs(f32x4.sub(radii, r3)), f32x4.add(windows, w3))
    if (!v128.any_true(v128.or(v128.or(m0, m1), v128.or(m2, m3)))) continue
    const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(high - at))
    if (at == position) {
      considerLanes(position, at, v128.and(v128.and(m0, inside), i32x4(0, -1, -1, -1)))
      considerLanes(position + 1, at, v128.and(v128.and(m1, inside), i32x4(0, 0, -1, -1)))
      considerLanes(position + 2, at, v128.and(v128.and(m2, inside), i32x4(0, 0, 0, -1)))
      continue
    }
    considerLanes(position, at, v128.and(m0, inside))
    considerLanes(position + 1, at, v128.and(m1, inside))
    considerLanes(position + 2, at, v128.and(m2, inside))
    considerLanes(position + 3, at, v128.and(m3, inside))
  }
}

/**
 * Every pair of rows in cells near each other, once: rows by fours with those after them in their band, and with those of
 * the band above. Where the reach goes around the end of a band, or is wide as near the poles, rows go one by one.
 */
function scanCells(): void {
  for (let band = 0; band < bands; band++) {
    const first = load<i32>(bandFirst + (<usize>band << 2))
    const aboveFirst = load<i32>(bandFirst + (<usize>(band + 1) << 2))
    const low = load<i32>(cellStart + (<usize>first << 2))
    const high = load<i32>(cellStart + (<usize>aboveFirst << 2))
    const own = load<f32>(bandReach + (<usize>band << 3))
    const above = load<f32>(bandReach + (<usize>band << 3), 4)
    const ownLast = aboveFirst - first - 1
    const ownColumns = <f32>(ownLast + 1)
    const ownStart = cellStart + (<usize>(first + 1) << 2)
    const isTop = band + 1 >= bands
    const aboveLast = isTop ? 0 : load<i32>(bandColumns + (<usize>(band + 1) << 2)) - 1
    const aboveColumns = <f32>(aboveLast + 1)
    const aboveStart = cellStart + (<usize>aboveFirst << 2)
    const isWide = own >= 0.22 || above >= 0.45
    const widest = max<f32>(own, above)
    for (let position = low; position < high; position += 4) {
      const last = min<i32>(position + 4, high)
      let west: f32 = 1
      let east: f32 = 0
      for (let p = position; p < last; p++) {
        const turns = load<f32>(sortedLongitude + (<usize>p << 2))
        west = min<f32>(west, turns)
        east = max<f32>(east, turns)
      }
      if (isWide || west < widest || east + widest >= 1) {
        scanOneByOne(band, position, last, own, above, isTop)
        continue
      }
      scanFour(position, last, position, load<i32>(ownStart + (<usize>columnAmong(ownColumns, ownLast, east + own) << 2)))
      if (isTop) continue
      const from = columnAmong(aboveColumns, aboveLast, west - above)
      const to = columnAmong(aboveColumns, aboveLast, east + above)
      const start = load<i32>(aboveStart + (<usize>from << 2))
      scanFour(position, last, start, load<i32>(aboveStart + (<usize>to << 2), 4))
    }
  }
}

function scanOneByOne(band: i32, position: i32, last: i32, own: f32, above: f32, isTop: bool): void {
  for (let p = position; p < last; p++) {
    const row = <usize>load<u32>(order + (<usize>p << 2))
    const turns = load<f32>(sortedLongitude + (<usize>p << 2))
    scanForward(row, band, p, turns, own)
    if (!isTop) scanBand(row, band + 1, turns, above)
  }
}

/** Probes look around as far as they and the fastest other object may turn, and at each other. */
function scanProbes(): void {
  let fastest: f32 = CELL_RATE
  for (let p = 0; p < probeCount; p++) fastest = max<f32>(fastest, turnRate(probeAt(p)))
  for (let p = 0; p < probeCount; p++) {
    const row = probeAt(p)
    // With primaries, an object that only turns fast has nothing to do with the others in the cells.
    const isWanted = primaries == 0 || load<u8>(jobPrimaryMarks + objectOf(row)) != 0
    for (let q = p + 1; q < probeCount; q++) {
      if (isWanted || load<u8>(jobPrimaryMarks + objectOf(probeAt(q)))) considerProbes(row, probeAt(q))
    }
    if (!isWanted) continue
    const reach = <f64>((turnRate(row) + CELL_RATE) * halfS * 1.03 + (reachRad - 2 * CELL_RATE * halfS * 1.03))
    const phi = <f64>load<f32>(latitude + (row << 2))
    const lowBand = bandOf(<f32>(phi - reach))
    const highBand = bandOf(<f32>(phi + reach))
    const cosine = min<f64>(cosLatitudeBelow(phi - 1e-4), cosLatitudeBelow(phi + 1e-4))
    for (let band = lowBand; band <= highBand; band++) {
      const radians = longitudeReach(reach, cosine, bandCosine(band))
      const turns = radians > 2.9 ? <f32>1 : <f32>(radians / 6.2831853)
      scanBand(row, band, load<f32>(longitude + (row << 2)), turns)
    }
  }
}

function probeAt(p: i32): usize {
  return <usize>load<u32>(probeList + ((<usize>p) << 2))
}

function turnRate(row: usize): f32 {
  const at = row << 2
  const u = load<f32>(axisRow(3) + at)
  const v = load<f32>(axisRow(4) + at)
  const w = load<f32>(axisRow(5) + at)
  return sqrt<f32>(u * u + v * v + w * w) / load<f32>(radius + at)
}

function considerProbes(a: usize, b: usize): void {
  const apart = abs<f32>(load<f32>(radius + (a << 2)) - load<f32>(radius + (b << 2)))
  if (apart <= load<f32>(window + (a << 2)) + load<f32>(window + (b << 2)) + <f32>thresholdKm) considerPair(a, b)
}

/** Linear closest approach within the step, with a margin for curvature and for the positions' own error. */
function considerPair(a: usize, b: usize): void {
  const i = a << 2
  const j = b << 2
  const x = load<f32>(axisRow(0) + j) - load<f32>(axisRow(0) + i)
  const y = load<f32>(axisRow(1) + j) - load<f32>(axisRow(1) + i)
  const z = load<f32>(axisRow(2) + j) - load<f32>(axisRow(2) + i)
  const u = load<f32>(axisRow(3) + j) - load<f32>(axisRow(3) + i)
  const v = load<f32>(axisRow(4) + j) - load<f32>(axisRow(4) + i)
  const w = load<f32>(axisRow(5) + j) - load<f32>(axisRow(5) + i)
  const range2 = x * x + y * y + z * z
  const speed2 = u * u + v * v + w * w + <f32>1e-12
  const along = abs<f32>(x * u + y * v + z * w)
  const margin = approachKm + load<f32>(radius + i) * <f32>3e-6
  const margin2 = margin * margin
  const isWithin =
    along <= halfS * <f32>1.02 * speed2
      ? (range2 - margin2) * speed2 - along * along <= <f32>1e-5 * range2 * speed2
      : range2 - <f32>2.04 * halfS * along + halfS * halfS * <f32>1.0404 * speed2 <= margin2
  if (isWithin) examinePair(objectOf(a), objectOf(b), speed2)
}
