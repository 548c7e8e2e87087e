/** Fetches a sheet of styles once. */
function sheet(name: string): Promise<void> {
  const href = `/assets/${name}.css`
  if (document.querySelector(`link[href="${href}"]`) !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    // A page without its look is better than none.
    link.onload = link.onerror = () => resolve()
    document.head.append(link)
  })
}

/**
 * Fetches the look of some pages with the first of them, so that the shell does not carry it.
 * @param name - Of the sheet, without `.css`.
 */
export function dressedIn(name: string): <Module>(page: () => Promise<Module>) => Promise<Module> {
  return async (page) => {
    const [module] = await Promise.all([page(), sheet(name)])
    return module
  }
}
