import { batch } from '@preact/signals'
import type { Alert } from '../api/models.ts'
import { loadMarkingTools } from '../partners/marking/load-marking-tools.ts'
import type { BannerWords, MarksOnScreen } from './marks-on-screen.ts'

/** Where the policies did not arrive, the node's words stand in the colours that stand out most. */
const withoutPolicy = { background: '#000000', colour: '#ffffff' }

/**
 * Makes what puts the markings of open alerts into the banners, and draws them then: they are on every page, in more than one place.
 */
export function createAlertBanners(
  marks: MarksOnScreen,
): (alerts: readonly Alert[], draw: () => void) => Promise<void> {
  let hide = (): void => undefined
  return async (alerts, draw) => {
    const banners = await bannersOf(alerts)
    batch(() => {
      const hideBefore = hide
      hide = marks.show(banners)
      hideBefore()
      draw()
    })
  }
}

async function bannersOf(alerts: readonly Alert[]): Promise<readonly BannerWords[]> {
  const marked = alerts.flatMap(({ marking }) => marking ?? [])
  const markings = [...new Map(marked.map((one) => [one.banner.en, one])).values()]
  if (markings.length === 0) return []
  try {
    return (await loadMarkingTools()).bannersOf(markings.map(({ mark }) => mark))
  } catch {
    // An alert is never kept from the officer because code did not arrive.
    return markings.map(({ banner }) => ({ ...banner, ...withoutPolicy }))
  }
}
