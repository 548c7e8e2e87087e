import { describe, expect, test } from 'vitest'
import { foldCase } from '../../src/index.ts'
import { idOf, jp, part, us } from './parts.ts'

const opened = part(jp, 1, { kind: 'opened', title: 'Outage' })
const task = part(jp, 2, { kind: 'task', title: 'Ask the operator', state: 'open' })

describe('a correction', () => {
  test('takes the place of what its own nation said, and the earlier words stay readable', () => {
    const done = part(jp, 3, { kind: 'task', title: 'Ask the operator', state: 'done' }, { corrects: [task.id] })
    const { threads } = foldCase([done, opened, task])
    expect(threads.map(({ kind }) => kind)).toEqual(['opened', 'task'])
    expect(threads[1]).toMatchObject({ key: `${jp}/${task.id}`, heads: [done], versions: [task, done] })
  })

  test('of another nation stands beside what it corrects', () => {
    const theirs = part(us, 3, { kind: 'task', title: 'Ask both', state: 'open' }, { corrects: [`${jp}/${task.id}`] })
    expect(foldCase([theirs, task]).threads).toMatchObject([{ heads: [task, theirs] }])
  })

  test('of two officers at once leaves both', () => {
    const one = part(jp, 3, { kind: 'task', title: 'Ask A', state: 'open' }, { corrects: [task.id] })
    const other = part(jp, 4, { kind: 'task', title: 'Ask B', state: 'open' }, { corrects: [task.id] })
    expect(foldCase([other, one, task]).threads).toMatchObject([{ heads: [one, other] }])
    const settled = part(jp, 5, { kind: 'task', title: 'Ask A and B', state: 'open' }, { corrects: [one.id, other.id] })
    expect(foldCase([settled, other, one, task]).threads).toMatchObject([{ heads: [settled] }])
  })

  test('withdraws, and a correction of that brings back', () => {
    const withdrawn = part(jp, 3, { kind: 'withdrawn', why: 'asked already' }, { corrects: [task.id] })
    expect(foldCase([task, withdrawn]).threads).toMatchObject([{ kind: 'task', isWithdrawn: true }])
    const again = part(jp, 4, { kind: 'task', title: 'Ask again', state: 'open' }, { corrects: [withdrawn.id] })
    expect(foldCase([task, withdrawn, again]).threads).toMatchObject([{ isWithdrawn: false, heads: [again] }])
  })

  test('of a part of another kind corrects nothing', () => {
    const wrong = part(jp, 3, { kind: 'note', text: 'no task' }, { corrects: [task.id] })
    expect(foldCase([task, wrong]).threads).toHaveLength(2)
  })
})

test('each nation has its own title, owner and state of a case', () => {
  const closed = part(us, 4, { kind: 'closed', why: 'for us it is over' })
  const renamed = part(jp, 3, { kind: 'renamed', title: 'Outage of the downlink' })
  const { standings } = foldCase([closed, renamed, opened])
  expect(standings.get(jp)).toEqual({ title: 'Outage of the downlink', owner: undefined, state: 'open' })
  expect(standings.get(us)).toEqual({ title: undefined, owner: undefined, state: 'closed' })
  const reopened = part(us, 5, { kind: 'reopened', why: 'it is not' })
  expect(foldCase([reopened, closed, opened]).standings.get(us)?.state).toBe('open')
})

test('a part that refers to what is not here says how many, not which', () => {
  const note = part(us, 7, { kind: 'note', text: 'see there', about: `${jp}/${idOf(99)}` }, { corrects: ['withheld'] })
  const { absent } = foldCase([note, opened])
  expect([...absent]).toEqual([[`${us}/${note.id}`, 2]])
})

test('of a part that came whole and as a tear-line of it, the whole is kept', () => {
  const whole = part(jp, 2, { kind: 'event', title: 'Wiper', text: 'on the console', fromUtc: '2022-02-24T03:02:00Z' })
  const torn = part(jp, 2, { kind: 'event', title: 'Wiper', fromUtc: '2022-02-24T03:02:00Z' })
  expect(foldCase([torn, whole]).threads).toMatchObject([{ versions: [whole] }])
})

test('copies of one part that contradict each other are both kept', () => {
  const one = part(jp, 2, { kind: 'note', text: 'yes' })
  const other = part(jp, 2, { kind: 'note', text: 'no' })
  expect(foldCase([one, other]).threads).toMatchObject([{ heads: [other, one] }])
})
