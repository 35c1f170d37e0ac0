from django.test import SimpleTestCase
