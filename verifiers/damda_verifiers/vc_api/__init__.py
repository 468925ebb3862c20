"""The VC-API's endpoints as FastAPI routes; what they do is `damda.vc_api`."""
