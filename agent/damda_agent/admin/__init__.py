"""The admin API below ``/damda``, in ACA-Py's swagger page."""
