import { formatUtc, parseUtc, type UtcInstant } from '@yagura/formats'

const DAY_MS = 86_400_000
/** 1970-01-01. */
const UNIX_EPOCH_MJD = 40_587

/** The instant of a Unix time. */
export function utcOfUnixMs(unixMs: number): UtcInstant {
  const days = Math.floor(unixMs / DAY_MS)
  return { mjd: UNIX_EPOCH_MJD + days, secondOfDay: (unixMs - days * DAY_MS) / 1000 }
}

/** The Unix time of an instant, ms; within a leap second that of the second after it. */
export function unixMsOfUtc({ mjd, secondOfDay }: UtcInstant): number {
  return (mjd - UNIX_EPOCH_MJD) * DAY_MS + secondOfDay * 1000
}

/** A Unix time as the API writes instants. */
export function isoOfUnixMs(unixMs: number): string {
  return formatUtc(utcOfUnixMs(unixMs), 3)
}

/** The Unix time of an instant of the API, ms; undefined where the day or time does not exist. */
export function unixMsOfIso(iso: string): number | undefined {
  const utc = parseUtc(iso)
  return utc === undefined ? undefined : unixMsOfUtc(utc)
}
