const TYPED = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?Z?$/i
/** Nothing flew before; beyond the last no element set says anything. */
const FIRST_YEAR = 1957
const LAST_YEAR = 2199

/**
 * An instant as an officer types it: `2024-07-05`, `2024-07-05 14:27`, `2024-07-05T14:27:07Z`, in UTC whether it says so or not.
 * @returns Unix ms; absent where it is no instant of the years 1957 to 2199.
 */
export function parseInstant(typed: string): number | undefined {
  const found = TYPED.exec(typed.normalize('NFKC').trim())
  if (found === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0))
  if (year < FIRST_YEAR || year > LAST_YEAR || hour > 23 || minute > 59 || second > 59) return undefined
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() : undefined
}
