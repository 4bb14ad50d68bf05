/**
 * Takes the place of `@smithy/core/event-streams` in the deployed bundles (`alias` in serverless.yml). The SDK loads it
 * for answers that come as a stream of events; no call of ours has one (Lambda's client could, and says so as it is made),
 * and 15 KB of framing and checksums would be read on every cold start.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('no call of this product has a stream of events')
  }
}
export const eventStreamSerdeProvider = () => undefined
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config
