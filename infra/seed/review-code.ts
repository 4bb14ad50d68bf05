/** The demo's code for WeChat's reviewer; `docs/review.md` names it. Elsewhere a cadre makes one, which is drawn. */
export const REVIEW_SCENE = 'JWECHATREVEWDEM2'
export const REVIEW_ORG = '工惠演示工会'
