import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Store } from '@yagura/core'
import { onTestFinished } from 'vitest'
import type { NotificationChannel } from '../../src/api/contract/node.ts'
import { type AlertService, createAlertService } from '../../src/node/alerts/alert-service.ts'
import type { NodeMode } from '../../src/node/context.ts'
import {
  createNotificationService,
  type NotificationService,
} from '../../src/node/notifications/notification-service.ts'
import { administrator, settings, type TestContext, testContext } from '../alerts/alert-node.ts'
import { temporaryStore } from '../store/temporary-store.ts'

type Added = Parameters<NotificationService['handlers']['addChannel']>[0]['body']

/** Alerts and the channels that tell of them. */
export type NotificationNode = {
  readonly alerts: AlertService
  readonly notifications: NotificationService
  readonly context: TestContext
  readonly store: Store
  readonly add: (channel: Partial<Added> & Pick<Added, 'kind' | 'address'>) => Promise<NotificationChannel>
  readonly channel: (id: string) => Promise<NotificationChannel>
}

/** A node that tells of its alerts, on loopback. */
export async function notificationNode(
  options: { readonly store?: Store; readonly mode?: NodeMode } = {},
): Promise<NotificationNode> {
  const store = options.store ?? (await temporaryStore())
  const context = testContext(store, options.mode)
  const notifications = createNotificationService(context, () => settings, 'JPN')
  const alerts = await createAlertService(context, {
    settings: () => settings,
    verifyOfficer: async (name) => ({ officer: name, role: 'administrator' }),
    outbox: notifications,
  })
  onTestFinished(async () => {
    await alerts.close()
    await notifications.close()
  })
  return {
    alerts,
    notifications,
    context,
    store,
    add: (channel) => {
      const body: Added = {
        name: 'watch floor',
        leastPriority: 'advisory',
        enabled: true,
        escalationsOnly: false,
        server: null,
        allowPrivateAddress: true,
        ...channel,
      }
      return notifications.handlers.addChannel({ params: undefined, query: undefined, body }, administrator)
    },
    channel: async (id) => {
      const { items } = await notifications.handlers.listChannels(
        { params: undefined, query: undefined, body: undefined },
        administrator,
      )
      const found = items.find((channel) => channel.id === id)
      if (found === undefined) throw new Error(`no channel ${id}`)
      return found
    },
  }
}

/** Sends a test message by a channel. */
export function sendTest(node: NotificationNode, id: string): Promise<NotificationChannel> {
  return node.notifications.handlers.testChannel({ params: { id }, query: undefined, body: undefined }, administrator)
}

/** A collector of syslog over UDP: its address, and the text of its first datagram. */
export async function udpCollector(): Promise<{ readonly address: string; readonly first: Promise<string> }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => {
    socket.close()
  })
  const first = once(socket, 'message').then(([bytes]) => String(bytes))
  return { address: `udp://127.0.0.1:${socket.address().port}`, first }
}
