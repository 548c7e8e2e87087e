import { type ReadonlySignal, signal } from '@preact/signals'
import type { Language } from '../i18n/text.ts'

/** A marking as banners show it: its words in each language and the colours of its policy. */
export type BannerWords = Readonly<Record<Language, string>> & {
  readonly background: string
  readonly colour: string
}

/** Markings of the records that are on screen, besides the node's own. */
export type MarksOnScreen = {
  /** What the banners say; each wording once. */
  readonly banners: ReadonlySignal<readonly BannerWords[]>
  /** Puts markings into the banners before what they mark is drawn. @returns Takes them out. */
  readonly show: (banners: readonly BannerWords[]) => () => void
}

/** Begins with nothing marked on screen. */
export function createMarksOnScreen(): MarksOnScreen {
  const banners = signal<readonly BannerWords[]>([])
  const shown = new Set<readonly BannerWords[]>()
  const tell = () => {
    const byWords = new Map([...shown].flat().map((one) => [one.en, one] as const))
    banners.value = [...byWords.values()]
  }
  return {
    banners,
    show: (given) => {
      shown.add(given)
      tell()
      return () => {
        shown.delete(given)
        tell()
      }
    },
  }
}
