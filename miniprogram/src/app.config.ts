/** Tab pages are in the main package; each capability is a subpackage of its own name. */
export default defineAppConfig({
  pages: ['pages/home', 'pages/benefits', 'pages/wallet', 'pages/mine'],
  subPackages: [
    {
      root: 'membership',
      pages: [
        'join',
        'status',
        'privacy',
        'member-code',
        'find-org',
        'orgs',
        'tags',
        'desk',
        'check-in',
        'applications',
        'members',
        'tag-claims',
        'join-codes',
        'console-confirm',
      ],
    },
    { root: 'benefits', pages: ['drop', 'voucher', 'clerk'] },
    {
      root: 'matchmaking',
      pages: ['home', 'profile', 'settings', 'introductions', 'consent', 'reviews', 'cases', 'reports'],
    },
    { root: 'reading', pages: ['campaigns', 'campaign', 'calendar', 'standings', 'points'] },
    {
      root: 'console',
      pages: ['drops', 'drop', 'drop-editor', 'campaigns', 'campaign', 'campaign-editor', 'roles', 'sign-in'],
    },
  ],
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '工惠',
    navigationBarTextStyle: 'black',
    navigationBarBackgroundColor: '#ffffff',
    backgroundTextStyle: 'light',
    backgroundColor: '#f5f5f7',
  },
  darkmode: true,
  tabBar: {
    custom: true,
    color: '#5a5a60',
    selectedColor: '#c8161d',
    backgroundColor: '#ffffff',
    list: [
      { pagePath: 'pages/home', text: '首页' },
      { pagePath: 'pages/benefits', text: '福利' },
      { pagePath: 'pages/wallet', text: '券包' },
      { pagePath: 'pages/mine', text: '我的' },
    ],
  },
  lazyCodeLoading: 'requiredComponents',
})
