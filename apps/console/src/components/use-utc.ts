import { useCallback } from 'preact/hooks'
import { utcOfTable } from '../format/format.ts'
import { useConsole } from '../state/console.ts'

/** Writes instants of UTC as tables do, in the present language; with the year where it is not the node's present one. */
export function useUtc(): (utc: string | number) => string {
  const { language, nowMs } = useConsole()
  const spoken = language.value
  // Read without following the clock: nothing needs drawing anew each second for the sake of a year.
  const presentYear = new Date(nowMs.peek()).getUTCFullYear()
  return useCallback((utc: string | number) => utcOfTable(utc, spoken, presentYear), [spoken, presentYear])
}
