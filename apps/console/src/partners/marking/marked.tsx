import type { JSX } from 'preact'
import { useLayoutEffect, useMemo, useState } from 'preact/hooks'
import type { SaidMarking } from '../../api/models.ts'
import { Waiting } from '../../components/loaded.tsx'
import { useConsole } from '../../state/console.ts'
import type { MarkingTools } from './marking-tools.ts'
import { useMarkingTools } from './use-marking-tools.ts'

/**
 * Draws what is marked, and not before the banners of the page say so.
 * @param props.markings - Of every record that is drawn; empty where none is.
 */
export function Marked(props: {
  readonly markings: readonly unknown[]
  readonly children: (tools: MarkingTools) => JSX.Element
}): JSX.Element {
  const { marks } = useConsole()
  const tools = useMarkingTools()
  const key = JSON.stringify(props.markings)
  const [isShown, setShown] = useState(false)
  const banners = useMemo(() => tools?.bannersOf(JSON.parse(key)), [tools, key])
  useLayoutEffect(() => {
    if (banners === undefined) return
    const hide = marks.show(banners)
    setShown(true)
    return hide
  }, [banners, key, marks])
  // A change is drawn at once, for what was drawn anew would lose the focus: the banners follow it before anything is painted.
  return tools === undefined || !isShown ? <Waiting /> : props.children(tools)
}

/** The portion mark of one record. @param props.words - Its marking in short. */
export function RecordMark(props: {
  readonly words: { readonly en: string; readonly ja: string }
  readonly whole?: { readonly en: string; readonly ja: string }
}): JSX.Element {
  const { language } = useConsole()
  return (
    <abbr class="portion-mark" title={(props.whole ?? props.words)[language.value]}>
      {props.words[language.value]}
    </abbr>
  )
}

/** The portion mark of what has one of its own; nothing where it has none. */
export function SaidMark(props: { readonly marking: SaidMarking | null | undefined }): JSX.Element | null {
  const { marking } = props
  return marking ? <RecordMark words={marking.portion} whole={marking.banner} /> : null
}
