// The demo hotel's staff. Their passwords are printed and public: these people exist only where NIGHTLATCH_DEMO is 1.
import type { Demo } from '@nightlatch/api';

export const demoSignIns: Demo['signIns'] = [
  {
    name: 'Front Desk (demo)',
    email: 'front-desk@demo.example.com',
    password: 'front-desk-demo-1',
    role: 'front_desk',
  },
  {
    name: 'Location Administrator (demo)',
    email: 'administrator@demo.example.com',
    password: 'administrator-demo-1',
    role: 'location_admin',
  },
  { name: 'Viewer (demo)', email: 'viewer@demo.example.com', password: 'viewer-demo-1', role: 'viewer' },
];
