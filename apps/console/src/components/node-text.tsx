import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { listedText } from '../node-words/listed-text.ts'
import { useConsole } from '../state/console.ts'

/** Says a text of the node in the present language, as lists show it: for names, titles and cells that hold text alone. */
export function useNodeText(): (text: string) => string {
  const { language, status, sayJapanese } = useConsole()
  const mode = status.value?.mode
  const say = language.value === 'ja' ? sayJapanese.value : undefined
  return useMemo(
    () => (text: string) => {
      const listed = listedText(text, mode)
      return say === undefined
        ? listed
        : say(listed)
            .map((run) => run.text)
            .join('')
    },
    [mode, say],
  )
}

/**
 * A text that the node wrote, in the present language; what has no words in it stays English and says so to a screen reader.
 * @param props.whole - Names keep the word of the mode.
 */
export function NodeText(props: { readonly text: string; readonly whole?: boolean }): JSX.Element {
  const { language, status, sayJapanese } = useConsole()
  const listed = listedText(props.text, props.whole === true ? undefined : status.value?.mode)
  if (language.value !== 'ja') return <>{listed}</>
  const runs = sayJapanese.value?.(listed) ?? [{ text: listed, isEnglish: true }]
  return (
    <>
      {runs.map((run, index) =>
        run.isEnglish ? (
          <span key={index} lang="en">
            {run.text}
          </span>
        ) : (
          run.text
        ),
      )}
    </>
  )
}
