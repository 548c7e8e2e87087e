/** Keys and clicks that are not further apart than that belong together. */
const TOGETHER_MS = 300

/** Whether somebody is busy at the list beside the globe. */
export type ListActivity = {
  /** Notes a key or a click. */
  readonly note: () => void
  readonly isBusy: () => boolean
}

/**
 * Follows keys and clicks at the list. Where a processor draws the globe, pictures wait meanwhile: each would take the
 * page's thread from the keys.
 * @param nowMs - Any clock that never goes back.
 */
export function createListActivity(nowMs: () => number): ListActivity {
  let notedMs = Number.NEGATIVE_INFINITY
  return {
    note: () => {
      notedMs = nowMs()
    },
    isBusy: () => nowMs() - notedMs < TOGETHER_MS,
  }
}
