import type { JSX } from 'preact'
import { useConsole } from '../state/console.ts'

/** Links between the pages of one part of the console; the one that is open is marked. */
export function PageTabs<Path extends string>(props: {
  readonly label: string
  readonly paths: readonly Path[]
  readonly say: (path: Path) => string
}): JSX.Element {
  const { path } = useConsole().router.place.value
  return (
    <nav class="tabs" aria-label={props.label}>
      {props.paths.map((one) => (
        <a key={one} href={one} aria-current={one === path ? 'page' : undefined}>
          {props.say(one)}
        </a>
      ))}
    </nav>
  )
}
