import { describe, expect, test } from 'vitest'
import type { Alert } from '../../src/api/models.ts'
import { createAlertBanners } from '../../src/state/alert-banners.ts'
import { createMarksOnScreen } from '../../src/state/marks-on-screen.ts'
import { alerts } from '../dev/fake-answers.ts'

const [plain] = alerts
const words = { en: '', ja: '' }
const marked = (tlp: 'GREEN' | 'AMBER', lvl: number): Alert => {
  if (plain === undefined) throw new Error('there is one')
  return {
    ...plain,
    marking: { mark: { pol: 'TLP', lvl, tlp, mode: 'REAL' }, banner: { ...words, en: `TLP:${tlp}` }, portion: words },
  }
}

describe('open alerts', () => {
  test('are drawn when the banners say the highest marking among them, and not before', async () => {
    const marks = createMarksOnScreen()
    const seen: string[][] = []
    const draw = createAlertBanners(marks)
    await draw([marked('GREEN', 1), marked('AMBER', 2)], () => seen.push(marks.banners.value.map(({ en }) => en)))
    expect(seen).toEqual([['TLP:AMBER']])
    await draw([marked('GREEN', 1)], () => undefined)
    expect(marks.banners.value.map(({ en, ja }) => [en, ja])).toEqual([['TLP:GREEN', 'TLP:GREEN']])
  })

  test('that have only the node’s marking put nothing into the banners', async () => {
    const marks = createMarksOnScreen()
    let drawn = 0
    await createAlertBanners(marks)(plain === undefined ? [] : [plain], () => {
      drawn += 1
    })
    expect([drawn, marks.banners.value]).toEqual([1, []])
  })
})
