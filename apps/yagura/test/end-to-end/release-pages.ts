import type { Locator, Page } from 'playwright-core'

/** The title of the alert on top of the tray. */
export const firstAlert = (page: Page) =>
  page.getByRole('complementary', { name: 'Alerts, deadlines and jobs' }).locator('.alert-title').first()

/** A panel by its heading. */
export const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
/** What stands at the top of the page of its marking. */
export const banner = (page: Page) => page.getByRole('region', { name: 'Marking of this page', exact: true })
/** Which row says what a partner's node gets. */
export const recipient = (page: Page, node: string) =>
  region(page, 'Who gets it').getByRole('row').filter({ hasText: node })
/** The tick of a member that leaves, by its JSON pointer. */
export const partOf = (page: Page, pointer: string) =>
  region(page, 'What leaves, field by field').getByRole('checkbox', { name: pointer, exact: true })

/** Gives a nation a grade: `nothing`, `display only` or `release`. */
export async function choose(page: Page, nation: string, grade: string): Promise<void> {
  const group = page.getByRole('group', { name: new RegExp(`^${nation} `) })
  await group.getByLabel(grade, { exact: true }).check()
}

/** Opens what a partner sees of this node. */
export async function viewAs(page: Page, nation: string): Promise<void> {
  await page.getByRole('link', { name: 'Partners', exact: true }).click()
  await page.getByRole('table').getByRole('link', { name: nation }).first().click()
  await page.getByRole('link', { name: `View as ${nation}` }).click()
}

/** Opens the newest release of a state. */
export async function openRelease(page: Page, state: string): Promise<void> {
  await page.getByRole('link', { name: 'Partners', exact: true }).click()
  await page.getByRole('link', { name: 'Releases' }).click()
  await page.getByRole('row').filter({ hasText: state }).getByRole('link').first().click()
}

/** Types the digits that the page shows, and signs. */
export async function sign(page: Page, doing: RegExp): Promise<void> {
  const digits = await region(page, 'The record, byte for byte').locator('b').innerText()
  await page.getByLabel('Type the first 6 digits').fill(digits)
  await page.getByRole('button', { name: doing }).click()
}

/** Opens the first record of a kind in its row. @returns The row. */
export async function openFirst(page: Locator, kind: string): Promise<Locator> {
  const row = page.getByRole('row').filter({ hasText: kind }).first()
  await row.locator('summary').click()
  return row
}
