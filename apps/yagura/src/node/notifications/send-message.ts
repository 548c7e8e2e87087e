import type { Delivery } from './delivery.ts'
import { readEndpoint } from './endpoint.ts'
import { sendEmail } from './send-email.ts'
import { sendSyslog } from './send-syslog.ts'
import { sendWebhook } from './send-webhook.ts'

/**
 * Sends a message by the channel's own means.
 * @throws whatever kept it from being taken (rejects): the network's error, or a `YaguraError`.
 */
export async function sendMessage(delivery: Delivery): Promise<void> {
  const endpoint = readEndpoint(delivery.channel)
  switch (endpoint.kind) {
    case 'email':
      return sendEmail(endpoint, delivery)
    case 'webhook':
      return sendWebhook(endpoint, delivery)
    case 'syslog':
      return sendSyslog(endpoint, delivery)
  }
}
