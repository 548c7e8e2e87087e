import { render } from 'preact'
import { Shell } from './shell/shell.tsx'
import { ConsoleContext } from './state/console.ts'
import { createConsole } from './state/create-console.ts'

/** Japanese faces are many small files named by one large stylesheet: it comes after the first paint. */
function loadJapaneseFaces(): void {
  const sheet = document.createElement('link')
  sheet.rel = 'stylesheet'
  sheet.href = '/assets/japanese-faces.css'
  document.head.append(sheet)
}

const root = document.getElementById('root')
if (root !== null) {
  const shared = createConsole()
  render(
    <ConsoleContext.Provider value={shared}>
      <Shell />
    </ConsoleContext.Provider>,
    root,
  )
  void shared.refresh()
  requestAnimationFrame(() => setTimeout(loadJapaneseFaces))
}
