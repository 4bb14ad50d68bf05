import { listMyOutlets } from '@gonghui/shared/benefits/outlets'
import * as redemption from '@gonghui/shared/benefits/redemptions'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import * as outlets from './redemption/outlets.ts'
import * as redemptions from './redemption/redemptions.ts'

export const handler = middy(
  serve(
    [
      on(redemption.previewRedemption, redemptions.previewRedemption),
      on(redemption.redeemVoucher, redemptions.redeemVoucher),
      on(redemption.undoRedemption, redemptions.undoRedemption),
      on(redemption.listRedemptions, redemptions.listRedemptions),
      on(listMyOutlets, outlets.listMyOutlets),
    ],
    { grantsOf },
  ),
)
