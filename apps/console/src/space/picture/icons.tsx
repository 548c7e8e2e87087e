import type { JSX } from 'preact'

const PATHS = {
  back: 'M11 3 4 8l7 5z',
  on: 'M5 3l7 5-7 5z',
  play: 'M4 2.5 13 8l-9 5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  close: 'M3.2 4.6 4.6 3.2 8 6.6l3.4-3.4 1.4 1.4L9.4 8l3.4 3.4-1.4 1.4L8 9.4l-3.4 3.4-1.4-1.4L6.6 8z',
} as const

/** A small sign of a button, drawn as no font must have it; the button itself has the words. */
export function Icon(props: { readonly name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" class="icon" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  )
}
